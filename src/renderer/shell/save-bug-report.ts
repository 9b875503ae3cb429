import { ask } from '../state/connection.ts';
import { saveBlob } from '../ui/save-blob.ts';

/** Secrets are never in it; names and addresses of machines only where they are wanted. */
export async function saveBugReport(withNames: boolean): Promise<void> {
  const { fileName, text } = await ask((client) => client.app.bugReport({ withNames }));
  saveBlob(new Blob([text], { type: 'text/markdown' }), fileName);
}
