import { dialog } from 'electron';

interface Asked {
  type: 'question' | 'warning';
  message: string;
  detail: string;
  yes: string;
  no: string;
}

/** Asks in a dialog of the system; Enter and Escape are no. */
export async function askPerson({ yes, no, ...asked }: Asked): Promise<boolean> {
  const { response } = await dialog.showMessageBox({ ...asked, buttons: [yes, no], defaultId: 1, cancelId: 1 });
  return response === 0;
}
