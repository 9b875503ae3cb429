import { clusterKeys, editJsonObject } from '../machine/json-file.ts';
import { settingsOf } from './flags.ts';

/** The options that the lesson adds to the engine, as a command line or a variable has them. */
const option = /\s*--cluster-(?:store|advertise)(?:=|\s+)(?:"[^"]*"|[^\s"']+)/g;
/** The tutorial's own listening address; the other one, the socket, is what the engine has anyway. */
const listening = /\s*-H(?:=|\s+)tcp:\/\/0\.0\.0\.0:2375(?![\d])/g;

/** What a text would be without the lesson's options. */
export interface Stripped {
  text: string;
  /** Nothing else is in it, so the file can go. */
  isEmpty: boolean;
}

/** daemon.json without the two keys; undefined where it is no JSON object. */
export function stripJson(text: string): Stripped | undefined {
  const rest = editJsonObject(text, Object.fromEntries(clusterKeys.map((key) => [key, undefined])));
  return rest === undefined ? undefined : { text: rest, isEmpty: rest.trim() === '{}' };
}

/** A drop-in or a whole unit of Docker's. `packaged` is the unit as its package has it. */
export function stripUnit(text: string, packaged: string): Stripped {
  const rest = withoutOptions(text);
  const usual = settingsOf(withoutOptions(packaged)).flatMap((one) =>
    one.name === 'ExecStart' ? [bare(one.value)] : [],
  );
  const says = settingsOf(rest).filter(({ name, value }) => {
    if (name === 'ExecStart') return value !== '' && !usual.includes(bare(value));
    if (name === 'Environment') return !/^[A-Z_]+=$/.test(value.replaceAll('"', '').trim());
    return true;
  });
  return { text: rest, isEmpty: says.length === 0 || rest.trim() === packaged.trim() };
}

/** A file of variables: a line of which nothing is left goes. */
export function stripVariables(text: string): Stripped {
  const lines = text.split('\n').flatMap((line) => {
    const rest = withoutOptions(line);
    return rest !== line && /^\s*(?:export\s+)?[A-Z_]+=(?:""|'')?\s*$/.test(rest) ? [] : [rest];
  });
  return { text: lines.join('\n'), isEmpty: lines.join('').trim() === '' };
}

/** The address of the store and what the engine says of itself, wherever in the text they stand. */
export function storeIn(text: string): { store?: string; advertise?: string } {
  const value = (name: string) =>
    new RegExp(`cluster-${name}["']?\\s*[=:\\s]\\s*["']?([^\\s"',}]+)`).exec(text.replace(/^\s*#.*$/gm, ''))?.[1];
  const [store, advertise] = [value('store'), value('advertise')];
  return { ...(store && { store }), ...(advertise && { advertise }) };
}

function withoutOptions(text: string): string {
  const rest = text.replace(option, '');
  // Without the store it is somebody's own wish that the engine listens to the world.
  return rest === text ? text : rest.replace(listening, '').replace(/(=["']?)[ \t]+/g, '$1');
}

/** What the engine does anyway without being told. */
const usual = /\s(?:-H\s*(?:fd:\/\/|unix:\/\/(?:\/var\/run\/docker\.sock)?)|--containerd=\S+|\$\{?[A-Z_]+\}?)(?=\s|$)/g;

/** A command of the engine without the path of its program and without what goes without saying; `docker daemon` is its old name. */
const bare = (command: string): string =>
  command
    .trim()
    .replace(usual, '')
    .replace(/^\S*\//, '')
    .replace(/^docker\s+daemon\b/, 'dockerd')
    .replace(/\s+/g, ' ')
    .trim();
