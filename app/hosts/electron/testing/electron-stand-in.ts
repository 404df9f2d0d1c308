/**
 * A stand-in for the module `electron`, for tests on machines that cannot have Electron. It shows no page and
 * guards nothing: it writes down what it is told, and lets a test play the events. What it does not know it throws
 * at, so that nothing passes because nobody looked. Its names are checked against Electron's types; that Electron
 * does what it is told is for e2e/electron.test.ts, where there is one.
 */
import { EventEmitter } from 'node:events';
import { isAbsolute } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

export const IS_STAND_IN = true;

/** Everything that was called, in order, as `app.quit`, with its arguments. */
export const calls: { readonly member: string; readonly args: readonly unknown[] }[] = [];

/** What a test decides. */
export const world = {
  hasLock: true,
  isPackaged: false,
  /** The button that is pressed in a message box. */
  button: 0,
  appPath: '/nowhere',
  ready: Promise.withResolvers<undefined>(),
};

/** The arguments of each call of a member. */
export function callsOf(member: string): readonly (readonly unknown[])[] {
  return calls.filter((call) => call.member === member).map(({ args }) => args);
}

/** A member that only writes down that it was called. */
function note<T = undefined>(member: string, answer?: T) {
  return (...args: unknown[]): T | undefined => {
    calls.push({ member, args });
    return answer;
  };
}

/** Some members of an object of Electron's, whose type there is `T`. */
type Some<T> = { readonly [K in keyof T]?: unknown };

/** An object with these members, that throws when it is asked for any other. */
function standIn(name: string, members: object): object {
  return new Proxy(members, {
    get(target, member): unknown {
      if (member in target || typeof member === 'symbol') return Reflect.get(target, member);
      throw new Error(`the stand-in for Electron has no ${name}.${member}`);
    },
  });
}

/** The part of an emitter that is used. The emitter itself is what a test plays events with. */
function listening(emitter: EventEmitter) {
  return { on: emitter.on.bind(emitter), once: emitter.once.bind(emitter) };
}

export const appEvents = new EventEmitter();
export const app = standIn('app', {
  ...listening(appEvents),
  commandLine: standIn('commandLine', {
    appendSwitch: note('commandLine.appendSwitch'),
  } satisfies Some<Electron.CommandLine>),
  enableSandbox: note('app.enableSandbox'),
  exit: note('app.exit'),
  getAppPath: () => world.appPath,
  getPath: (name: string) => `/nowhere/${name}`,
  get isPackaged() {
    return world.isPackaged;
  },
  quit: note('app.quit'),
  relaunch: note('app.relaunch'),
  requestSingleInstanceLock: () => world.hasLock,
  setPath: (name: string, path: string) => {
    calls.push({ member: 'app.setPath', args: [name, path] });
    if (!isAbsolute(path)) throw new Error('Path must be absolute'); // as Electron does
  },
  whenReady: () => world.ready.promise,
} satisfies Some<Electron.App>);

export const protocol = standIn('protocol', {
  registerSchemesAsPrivileged: note('protocol.registerSchemesAsPrivileged'),
} satisfies Some<Electron.Protocol>);

export const sessionEvents = new EventEmitter();
const studioSession = standIn('Session', {
  ...listening(sessionEvents),
  protocol: standIn('protocol', {
    handle: note('session.protocol.handle'),
  } satisfies Some<Electron.Protocol>),
  setDevicePermissionHandler: note('session.setDevicePermissionHandler'),
  setDisplayMediaRequestHandler: note('session.setDisplayMediaRequestHandler'),
  setPermissionCheckHandler: note('session.setPermissionCheckHandler'),
  setPermissionRequestHandler: note('session.setPermissionRequestHandler'),
  setSpellCheckerEnabled: note('session.setSpellCheckerEnabled'),
  webRequest: standIn('webRequest', {
    onBeforeRequest: note('session.webRequest.onBeforeRequest'),
  } satisfies Some<Electron.WebRequest>),
} satisfies Some<Electron.Session>);
export const session = standIn('session', {
  fromPartition: note('session.fromPartition', studioSession),
} satisfies Some<typeof Electron.session>);

export const contentsEvents = new EventEmitter();
export const contents = standIn('WebContents', {
  ...listening(contentsEvents),
  reload: note('contents.reload'),
  setWebRTCIPHandlingPolicy: note('contents.setWebRTCIPHandlingPolicy'),
  setWindowOpenHandler: note('contents.setWindowOpenHandler'),
} satisfies Some<Electron.WebContents>);

export const windowEvents = new EventEmitter();
/** A class, as it is made with `new`; its instances are the same stand-in. */
export const BrowserWindow = function BrowserWindow(options: unknown): object {
  calls.push({ member: 'new BrowserWindow', args: [options] });
  appEvents.emit('web-contents-created', {}, contents);
  return standIn('BrowserWindow', {
    ...listening(windowEvents),
    focus: note('window.focus'),
    isDestroyed: () => false,
    isMinimized: () => true,
    loadURL: note('window.loadURL', Promise.resolve()),
    restore: note('window.restore'),
    show: note('window.show'),
    webContents: contents,
  } satisfies Some<Electron.BrowserWindow>);
};

export const ipcEvents = new EventEmitter();
export const ipcMain = standIn('ipcMain', listening(ipcEvents) satisfies Some<Electron.IpcMain>);

/** A channel whose first end speaks as the main process's do; the second is given to the page as it is. */
export class MessageChannelMain {
  readonly port1: object;
  readonly port2: MessagePort;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    const events = new EventEmitter();
    port1.on('message', (data: unknown) => events.emit('message', { data, ports: [] }));
    port1.on('close', () => events.emit('close'));
    this.port1 = standIn('MessagePortMain', {
      ...listening(events),
      close: () => port1.close(),
      postMessage: (message: unknown) => port1.postMessage(message),
      start: () => port1.start(),
    } satisfies Some<Electron.MessagePortMain>);
    this.port2 = port2;
  }
}

export const dialog = standIn('dialog', {
  showErrorBox: note('dialog.showErrorBox'),
  showMessageBox: note('dialog.showMessageBox', Promise.resolve({ response: 0 })),
  showMessageBoxSync: (...args: unknown[]) => {
    calls.push({ member: 'dialog.showMessageBoxSync', args });
    return world.button;
  },
} satisfies Some<Electron.Dialog>);

export const Menu = standIn('Menu', {
  buildFromTemplate: note('Menu.buildFromTemplate', {}),
  setApplicationMenu: note('Menu.setApplicationMenu'),
} satisfies Some<typeof Electron.Menu>);
