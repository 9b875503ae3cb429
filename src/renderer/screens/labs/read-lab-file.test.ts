import { expect, test } from 'vitest';
import { readLabFile } from './read-lab-file.ts';

test('a file is read as text', async () => {
  expect(await readLabFile(new File(['name: a\n'], 'a.yaml'))).toEqual({ name: 'a.yaml', text: 'name: a\n' });
});

test('what is no text is said so', async () => {
  expect(await readLabFile(new File([new Uint8Array([0xff, 0xfe, 0x80])], 'a.png'))).toBe('notText');
});

test('a large file is not read at all', async () => {
  const arrayBuffer = () => Promise.reject(new Error('read'));
  expect(await readLabFile({ name: 'disk.img', size: 4e9, arrayBuffer })).toBe('tooLarge');
});

test('a folder that was dropped cannot be read', async () => {
  const arrayBuffer = () => Promise.reject(new DOMException('', 'NotReadableError'));
  expect(await readLabFile({ name: 'folder', size: 4096, arrayBuffer })).toBe('notText');
});
