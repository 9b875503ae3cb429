import type { Session, WebContents } from 'electron';
import { openExternal } from './open-external.ts';
import { origin } from './places.ts';

/** Copy buttons; only ever from our own page, in answer to a click. */
const allowed = new Set(['clipboard-sanitized-write']);

/** What every page of this app is denied, whoever made it. */
export function harden(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    void openExternal(url);
    return { action: 'deny' };
  });
  const stay = (event: { preventDefault(): void; url: string }) => {
    event.preventDefault();
    void openExternal(event.url);
  };
  contents.on('will-navigate', (event) => {
    if (!isOurPage(event.url)) stay(event);
  });
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOurPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  denyPermissions(contents.session);
}

function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, decide) =>
    decide(allowed.has(permission) && isOurs(contents.getURL())),
  );
  session.setPermissionCheckHandler((_contents, permission, requester) => allowed.has(permission) && isOurs(requester));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}));
}

/** The window's page and nothing else of ours: it reloads itself where one of its files did not come. */
function isOurPage(address: string): boolean {
  return address.split('#')[0] === `${origin}/`;
}

/** `new URL().origin` is 'null' for schemes that are not the web's own. */
export function isOurs(address: string): boolean {
  try {
    const { protocol, host } = new URL(address);
    return `${protocol}//${host}` === origin;
  } catch {
    return false;
  }
}
