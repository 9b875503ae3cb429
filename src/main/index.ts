/**
 * The Electron shell: windows, menus, the keychain; everything else is core, in this very process. How a window
 * reaches core stands in src/shared/wire/window-ports.ts.
 */
import { startApp } from './start-app.ts';

startApp();
