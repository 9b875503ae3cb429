/** Options of `npm run tutorial --`; everything else is for `overlay-lab run`. */
export interface TutorialOptions {
  yes: boolean;
  help: boolean;
  json: boolean;
  name: string;
  nodes: number;
  run: string[];
}

export const usage = `npm run tutorial -- [--yes] [--nodes N] [--name NAME] [options of overlay-lab run]

  --yes        install what the practice lab needs without asking
  --nodes N    how many machines, 2 to 60 (2)
  --name NAME  name of the practice lab (tutorial)

Options of the run, for example: --iperf-seconds 3   --only network,workers   --json`;

/** Returns what is wrong as a string. */
export function readTutorialOptions(words: readonly string[]): TutorialOptions | string {
  const options: TutorialOptions = { yes: false, help: false, json: false, name: 'tutorial', nodes: 2, run: [] };
  const rest = words.flatMap((word) => (/^--(nodes|name)=/.test(word) ? splitOnce(word) : [word]));
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--nodes' || word === '--name') {
      const value = rest.shift();
      if (value === undefined) return `${word} needs a value.`;
      if (word === '--name') options.name = value;
      else options.nodes = /^\d{1,2}$/.test(value) ? Number(value) : 0;
    } else if (word === '--help' || word === '-h') options.help = true;
    else {
      if (word === '--yes') options.yes = true;
      if (word === '--json') options.json = true;
      if (word === '--lab' || word.startsWith('--lab=')) return 'The tutorial creates its own lab: omit --lab.';
      options.run.push(word);
    }
  }
  if (options.nodes < 2 || options.nodes > 60) return '--nodes takes a number from 2 to 60.';
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(options.name) || options.name.endsWith('-'))
    return "--name takes a-z, 0-9 and '-', starts with a letter, and has at most 31 characters.";
  return options;
}

function splitOnce(word: string): [string, string] {
  const at = word.indexOf('=');
  return [word.slice(0, at), word.slice(at + 1)];
}
