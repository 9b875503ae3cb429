import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { ownDirectoryScript } from './own-directory.ts';

const all = realpathSync(temporaryFolder('own', afterAll));
let count = 0;

/** A place for labs, with what is in it: names that end in a slash are directories, `a -> b` is a link. */
function place(...things: string[]) {
  count += 1;
  const root = path.join(all, String(count), 'labs');
  mkdirSync(path.dirname(root), { recursive: true });
  const at = (name: string) => path.join(root, name);
  const put = (thing: string) => {
    const [name = '', target] = thing.split(' -> ');
    mkdirSync(path.dirname(at(name)), { recursive: true });
    if (target) symlinkSync(target, at(name));
    else if (name.endsWith('/')) mkdirSync(at(name), { recursive: true });
    else writeFileSync(at(name), 'x');
  };
  for (const thing of things) put(thing);
  const run = (script: string, lab = 'lab') => {
    const source = `${ownDirectoryScript}\n${script} || { echo "$why"; exit 1; }`;
    return spawnSync('sh', ['-c', source, 'sh', at(lab)], { encoding: 'utf8' }).stdout.trim();
  };
  return { root, at, put, run, names: (of = 'lab') => readdirSync(at(of), { recursive: true }).map(String).sort() };
}

const member = ['member/snap/db', 'member/snap/0-1.snap', 'member/wal/0-0.wal', 'member/wal/1.tmp', 'proxy/cluster'];

describe('the directory of a lab', () => {
  it('is made with a mark that another one does not have, and known again by it', () => {
    const { run, at, put, names } = place();
    for (const lab of ['lab', 'two']) expect(run('make "$1"', lab)).toBe('');
    const marks = ['lab', 'two'].map((lab) => readFileSync(at(`${lab}/.overlay-lab`), 'utf8'));
    expect(marks[0]).toMatch(/^Notes of the lab "lab" of Overlay Lab; .* [0-9a-f-]{36}\n$/);
    expect(marks[0]?.slice(-37)).not.toBe(marks[1]?.slice(-37));
    put('lab/mine.txt');
    expect(run('enter "$1" && strangers')).toBe('mine.txt');
    expect(names()).toEqual(['.overlay-lab', 'mine.txt']);
  });

  it.each([
    ['practice labs of this machine', ['lab/base/', 'lab/labs/x', 'lab/trash/'], /not made by this lab: it holds/],
    ['somebody’s files', ['lab/important'], /not made by this lab: it holds important/],
    ['a link', ['real/lease', 'lab -> real'], /lab is a link, or behind one: it leads to .*\/real/],
    ['a link that leads nowhere', ['a', 'lab -> none'], /lab is no directory/],
    ['a file', ['lab'], /lab is no directory/],
    ['a directory with a link for the ledger', ['lab/ledger.jsonl -> /etc/passwd'], /ledger.jsonl is no ordinary file/],
    ['another lab’s, moved', ['two/'], /not made by this lab: it holds/],
  ])('is not taken for one where there is %s', (what, things, why) => {
    const { run, put, root, at } = place(...things);
    if (what.startsWith('another')) {
      run('make "$1"', 'two');
      put('two/theirs');
      renameSync(at('two'), at('lab'));
    }
    const before = readdirSync(root, { recursive: true });
    for (const verb of ['make', 'enter']) expect(run(`${verb} "$1"`)).toMatch(why);
    expect(readdirSync(root, { recursive: true })).toEqual(before);
  });

  it('is not made behind a link', () => {
    const { run, root } = place('elsewhere/');
    symlinkSync(path.join(root, 'elsewhere'), path.join(root, 'link'));
    expect(run('make "$1"', 'link/lab')).toMatch(/link is a link, or behind one: it leads to .*elsewhere/);
    expect(readdirSync(path.join(root, 'elsewhere'))).toEqual([]);
  });

  it('of an earlier version is known by its ledger, and marked', () => {
    const { run, names } = place('lab/ledger.jsonl', 'lab/theirs');
    expect(run('make "$1"')).toBe('');
    expect(names()).toContain('.overlay-lab');
  });
});

describe('removing by inventory', () => {
  const clear = 'enter "$1" && clear_own etcd-data';

  it('takes all that the lab made', () => {
    const { run, names } = place(
      'lab/ledger.jsonl',
      ...member.map((name) => `lab/etcd-data/${name}`),
      'lab/etcd-data/reset.env',
    );
    expect(run(clear)).toBe('');
    expect(names()).toEqual(['ledger.jsonl']);
  });

  it.each([
    'etcd-data/important',
    'etcd-data/member/notes.txt',
    'etcd-data/member/snap/below/x.snap',
    'etcd-data/member/wal/my wal',
    'etcd-data/.hidden',
    'etcd-data/a\nb.wal',
  ])('leaves %j, and says so', (theirs) => {
    const { run, at } = place('lab/ledger.jsonl', 'lab/etcd-data/member/snap/db', `lab/${theirs}`);
    expect(run(clear)).toBe('');
    expect(existsSync(at(`lab/${theirs}`))).toBe(true);
    expect(existsSync(at('lab/etcd-data/member/snap/db'))).toBe(false);
    expect(run('enter "$1" && strangers')).toContain(theirs.split('/').at(1));
  });

  it.each([
    ['the directory itself', 'lab/etcd-data', /etcd-data is a link/],
    ['one in it', 'lab/etcd-data/member', /^$/],
    ['one deeper', 'lab/etcd-data/member/wal', /^$/],
  ])('follows no link: %s', (_, link, said) => {
    const { run, at, put } = place('lab/ledger.jsonl', 'precious/0.wal', 'precious/snap/db', 'precious/member/snap/db');
    put(`${link} -> ${at('precious')}`);
    expect(run(clear)).toMatch(said);
    expect(run(`${clear} member`)).toMatch(said);
    for (const name of ['0.wal', 'snap/db', 'member/snap/db']) expect(existsSync(at(`precious/${name}`))).toBe(true);
    expect(existsSync(at(link))).toBe(true);
  });

  it('takes a part alone', () => {
    const { run, names } = place('lab/ledger.jsonl', ...member.map((name) => `lab/etcd-data/${name}`));
    run(`${clear} proxy none`);
    expect(names('lab/etcd-data')).toEqual(['member', 'member/snap', 'member/wal', ...member.slice(0, 4)].sort());
    run(`${clear} member`);
    expect(names('lab/etcd-data')).toEqual([]);
  });
});
