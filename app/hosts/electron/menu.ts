import { Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * Just enough of a menu for its keys: full screen everywhere, and on macOS those that only work through a menu. No
 * reload and no developer tools; who needs those opens the studio in a browser. The system knows the words.
 */
export function setMenu(platform: NodeJS.Platform): void {
  const macOS: MenuItemConstructorOptions[] = [{ role: 'appMenu' }, { role: 'editMenu' }];
  const fullScreen: MenuItemConstructorOptions = {
    role: 'window',
    submenu: [{ role: 'togglefullscreen' }],
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate([...(platform === 'darwin' ? macOS : []), fullScreen]));
}
