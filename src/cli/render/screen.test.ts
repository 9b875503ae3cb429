import { expect, it } from 'vitest';
import { Kept } from '../fixtures/stand-in.ts';
import { Screen } from './screen.ts';

it('writes lines above the region and redraws the region', () => {
  const out = new Kept();
  const screen = new Screen(out, { unicode: true });
  screen.region(['one', 'two']);
  screen.print(['stays']);
  screen.region([]);
  expect(out.text).toBe('one\ntwo\n\x1b[2A\r\x1b[Jstays\none\ntwo\n\x1b[2A\r\x1b[J');
});

it('writes nothing between a question and its answer', async () => {
  const out = new Kept();
  const screen = new Screen(out, { unicode: true });
  screen.region(['region']);
  await screen.whileAsking(async () => {
    out.write('question? ');
    screen.print(['waits']);
    screen.region(['newer region']);
    out.write('answer\n');
  });
  expect(out.text).toBe('region\n\x1b[1A\r\x1b[Jquestion? answer\nwaits\nnewer region\n\x1b[1A\r\x1b[Jnewer region\n');
});

it('continues after a question that was not answered', async () => {
  const out = new Kept();
  const screen = new Screen(out, { unicode: true });
  await expect(screen.whileAsking(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  screen.print(['next']);
  expect(out.text).toBe('next\n');
});
