import { labTextLimit } from '../../../shared/wire/contract.ts';

/** The text of a file that was dropped or chosen: what a page may read of it. */
export interface FileText {
  name: string;
  text: string;
}

/** Why a file is none that could be a lab file. */
export type NoText = 'tooLarge' | 'notText';

export async function readLabFile(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<FileText | NoText> {
  if (file.size > labTextLimit) return 'tooLarge';
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    return { name: file.name, text };
  } catch {
    return 'notText';
  }
}
