import { dialog, shell } from 'electron';
import { spoken } from '../shared/texts/text.ts';

/** Opens a web page in the person's browser after they saw where it leads. Anything that is no web page is dropped. */
export async function openExternal(address: string): Promise<void> {
  const url = webPage(address);
  if (!url) return;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: spoken.main.openInBrowser({ host: url.host }),
    detail: url.href.length > 500 ? `${url.href.slice(0, 500)}…` : url.href,
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  });
  if (response === 0) await shell.openExternal(url.href);
}

/** Only http and https, without a user name that would look like the host. `href` shows foreign letters encoded. */
function webPage(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const web = url.protocol === 'https:' || url.protocol === 'http:';
  return web && url.username === '' && url.password === '' ? url : undefined;
}
