import { LabError, wordsOf } from '../../shared/errors.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { type CheckKind, kindOf, type LessonCheck } from '../../shared/own-lesson/lesson.ts';
import { lineMatches } from '../../shared/own-lesson/line-matches.ts';
import type { CheckResult } from '../../shared/own-lesson/view.ts';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { findContainer } from '../machine/engine-objects.ts';
import { readFile } from '../machine/file.ts';
import type { Node } from '../machine/port.ts';
import { lessonCommand, lessonPort, lessonWays, type NodeWays } from './lesson-looks.ts';

export interface Seen {
  state: CheckResult['state'];
  why: Words;
}

interface Look {
  node: Node;
  lab: Lab;
  signal: AbortSignal;
}

const words = texts.ownLesson.seen;
const met = (why: Words): Seen => ({ state: 'met', why });
const unmet = (why: Words): Seen => ({ state: 'unmet', why });
/** Of a line of output so many characters are shown. */
const shownChars = 160;

/** Makes one check on its node. What cannot be seen is neither right nor wrong; only a cancel is thrown. */
export async function makeCheck(check: LessonCheck, look: Look): Promise<Seen> {
  try {
    return await kinds[kindOf(check)](check, look);
  } catch (thrown) {
    look.signal.throwIfAborted();
    return { state: 'unknown', why: wordsOf(thrown) };
  }
}

const kinds: Record<CheckKind, (check: LessonCheck, look: Look) => Promise<Seen>> = {
  async command({ command: line = '', status = 0, prints }, { node, signal }) {
    const ended = await node.run(lessonCommand, { line }, { signal });
    if (ended.status !== status) return unmet(words.otherStatus({ status: ended.status, line: lastOf(ended.lines) }));
    if (prints === undefined) return met(words.ended({ status }));
    const found = ended.lines.find((one) => lineMatches(one, prints));
    return found === undefined ? unmet(words.noLine({ prints })) : met(cut(found));
  },
  async file({ file: path = '', has, gone }, { node, signal }) {
    const found = await readFile(node, path, signal);
    if (gone) return found ? unmet(words.isThere({ name: path })) : met(words.isGone({ name: path }));
    if (!found) return unmet(words.isGone({ name: path }));
    if (has === undefined) return met(words.isThere({ name: path }));
    const lines = stripUnsafe(Buffer.from(found.base64, 'base64').toString('utf8')).split('\n');
    const line = lines.find((one) => lineMatches(one, has));
    return line === undefined ? unmet(words.noLine({ prints: has })) : met(cut(line));
  },
  async interface({ interface: name = '', mtu, address, gone }, look) {
    const { interfaces } = await waysOf(look);
    if (!interfaces) throw new LabError('command-failed', words.noTool({ node: look.node.name }));
    // `veth1@if5` is called veth1.
    const found = interfaces.find((one) => one.name.split('@')[0] === name.split('@')[0]);
    if (gone) return found ? unmet(words.isThere({ name })) : met(words.isGone({ name }));
    if (!found) return unmet(words.isGone({ name }));
    const has = found.addresses.map((one) => `${one.address}/${one.prefixLength}`);
    if (mtu !== undefined && found.mtu !== mtu) return unmet(words.otherMtu({ name, mtu: String(found.mtu ?? '?') }));
    if (address !== undefined && !has.some((one) => one === address || one.split('/')[0] === address))
      return unmet(words.otherAddresses({ name, addresses: has }));
    return met(words.interfaceIs({ name, mtu: String(found.mtu ?? '?'), addresses: has }));
  },
  async route({ route: to = '', via, dev, gone }, look) {
    const { routes } = await waysOf(look);
    const wanted = to.replace(/\/32$/, '');
    const found = routes.filter((one) => one.to.replace(/\/32$/, '') === wanted);
    const shown = found.map((one) =>
      [one.to, one.via && `via ${one.via}`, one.dev && `dev ${one.dev}`].filter(Boolean).join(' '),
    );
    if (gone) return found.length > 0 ? unmet(words.routeIs({ shown })) : met(words.noRoute({ to }));
    if (found.length === 0) return unmet(words.noRoute({ to }));
    const fits = found.some((one) => (via === undefined || one.via === via) && (dev === undefined || one.dev === dev));
    return (fits ? met : unmet)(words.routeIs({ shown }));
  },
  async container({ container: name = '', network, gone }, { node }) {
    // An engine that was stopped is not started by the question.
    const found = await findContainer({ ...node, docker: node.dockerIfUp }, name);
    if (gone) return found ? unmet(words.isThere({ name })) : met(words.isGone({ name }));
    if (!found) return unmet(words.isGone({ name }));
    if (!found.running) return unmet(words.notRunning({ name }));
    if (network !== undefined && !Object.hasOwn(found.networks, network))
      return unmet(words.otherNetworks({ name, networks: Object.keys(found.networks) }));
    return met(words.running({ name }));
  },
  async port({ port = 0, at, gone }, { node, lab, signal }) {
    const host = at === undefined ? '127.0.0.1' : lab.nodes[at - 1]?.address;
    if (host === undefined) throw new LabError('not-found', words.noNode({ node: String(at) }));
    const way = `${host}:${port}`;
    const answers = await node.run(lessonPort, { host, port }, { signal });
    const why = answers ? words.answers({ way }) : words.noAnswer({ way });
    return (answers === (gone !== true) ? met : unmet)(why);
  },
};

const waysOf = ({ node, signal }: Look): Promise<NodeWays> => node.run(lessonWays, {}, { signal });

const lastOf = (lines: readonly string[]): string => cut(lines.findLast((line) => line.trim() !== '') ?? '');
const cut = (line: string): string => (line.length > shownChars ? `${line.slice(0, shownChars)}…` : line).trim();
