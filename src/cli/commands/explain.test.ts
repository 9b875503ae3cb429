import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/diagnosis/catalogue.ts';
import { english } from '../../shared/texts/text.ts';
import { standIn } from '../fixtures/stand-in.ts';
import { runCli } from '../program.ts';

async function explained(...words: string[]) {
  const stand = standIn();
  const code = await runCli(['explain', ...words], stand.deps);
  return { code, text: stand.stdout.text, told: stand.stderr.text };
}

describe('explain', () => {
  it('lists all', async () => {
    const { code, text } = await explained();
    expect(code).toBe(0);
    for (const { number, title } of catalogue) expect(text).toContain(`${number}  ${english(title)}`);
  });

  it('tells one in full, its commands as they are pasted', async () => {
    const { code, text } = await explained('17');
    expect(code).toBe(0);
    for (const part of ['What you see', 'Why', 'How to check', 'What to do', 'github.com/moby/moby/issues/33416'])
      expect(text).toContain(part);
    expect(text).toContain('\n    timeout 20 tcpdump -n -c 6 -i any udp port 4789\n');
  });

  it('finds by words, and says so where there is nothing', async () => {
    const { text } = await explained('cluster-store', 'unknown');
    expect(text).toMatch(/^ +1 {2}unknown flag/);
    expect(text).not.toContain('  17  ');
    const none = await explained('9999');
    expect([none.code, none.text]).toEqual([2, '']);
    expect(none.told).toMatch(/no match for '9999'/);
  });

  it('is data with --json', async () => {
    expect(JSON.parse((await explained('17', '--json')).text)).toMatchObject({ ok: true, diagnosis: { number: 17 } });
    expect(JSON.parse((await explained('--json')).text).diagnoses).toHaveLength(catalogue.length);
  });
});
