/**
 * `npm run package [-- OPTIONS of electron-builder]`: builds the app, its bill of materials and its packages for this
 * system into dist/. What makes packages is locked in packaging/, and installed only here.
 */
import { buildPackage } from './desktop/build-package.ts';

process.exitCode = await buildPackage(process.argv.slice(2), { show: true });
