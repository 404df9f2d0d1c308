import { app } from 'electron';

/**
 * What keeps Chromium from calling home, for updates of its parts, reports, predictions and the like. Beyond the
 * known callers no name of any host resolves, so that one which a later Chromium brings reaches nobody either.
 */
const SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['no-pings'],
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  [
    'disable-features',
    [
      'AutofillServerCommunication',
      'CertificateTransparencyComponentUpdater',
      'MediaRouter',
      'NetworkTimeServiceQuerying',
      'OptimizationHints',
      'Translate',
    ].join(','),
  ],
];

/** Must come before Electron is ready. */
export function stayOffline(): void {
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
}
