import { texts } from '../texts/text.ts';
import { type MistakeRule, meantLine, ownLines, type Seen } from './mistake.ts';

const running = /^(?:sudo\s+)?docker\s+(?:container\s+)?run\s/;
const nameOf = (command: string) => /--name[= ]([\w.-]{1,63})/.exec(command)?.[1];
const startedId = /^\s*[0-9a-f]{64}\s*$/m;

/** Where the lesson has this worker. */
const homeOf = ({ lab }: Pick<Seen, 'lab'>, container: string) =>
  lab.lines.find((line) => line.step === 'workers' && nameOf(line.command) === container)?.node;

/** What is mistaken with containers and their image, and with commands as such. */
export const containerMistakes: readonly MistakeRule[] = [
  {
    id: 'image-missing',
    printed: /Unable to find image '([^']{1,200})' locally/,
    row: 43,
    judge: (seen) => {
      // A registry that answers makes it right by itself.
      if (!/Error response from daemon|toomanyrequests|pull access denied/.test(seen.output)) return undefined;
      const image = seen.found[1] ?? '';
      const own = ownLines(seen, 'workers', 'docker run');
      const isOurs = own.some((way) => 'command' in way && way.command.includes(` ${image.replace(/:latest$/, '')}`));
      if (isOurs) return { says: texts.mistakes.imageNotLoaded({ image, node: seen.node }), ways: [{ step: 'image' }] };
      return { says: texts.mistakes.otherImage({ image, node: seen.node }), ways: own };
    },
  },
  {
    id: 'container-there',
    printed: /The container name "\/([\w.-]{1,63})" is already in use/,
    judge: ({ node, found }) => ({
      says: texts.mistakes.containerThere({ name: found[1] ?? '', node }),
      ways: [
        { node, command: `docker start ${found[1]}` },
        { node, command: `docker rm -f ${found[1]}` },
      ],
    }),
  },
  {
    id: 'endpoint-there',
    printed: /service endpoint with name ([\w.-]{1,63}) already exists/,
    row: 32,
    judge: ({ found, lab: { nodes } }) => ({
      says: texts.mistakes.endpointThere({ name: found[1] ?? '' }),
      ways: nodes.slice(0, 4).map(({ name }) => ({ node: name, command: 'docker ps -a' })),
    }),
  },
  {
    id: 'no-such-container',
    printed: /No such container: ([\w.-]{1,63})/,
    judge: (seen) => {
      const name = seen.found[1] ?? '';
      const home = homeOf(seen, name);
      if (!home) return { says: texts.mistakes.noSuchContainer({ name, node: seen.node }), ways: meantLine(seen) };
      if (home === seen.node)
        return { says: texts.mistakes.notStarted({ name }), ways: ownLines(seen, 'workers', 'docker run') };
      return {
        says: texts.mistakes.onOtherNode({ name, node: seen.node, home }),
        ways: [{ node: home, command: seen.command }],
      };
    },
  },
  {
    id: 'worker-otherwise',
    typed: running,
    judge: (seen) => {
      const { command, output, node, lab } = seen;
      const name = nameOf(command);
      const home = name && homeOf(seen, name);
      if (!name || !home || !startedId.test(output)) return undefined;
      const again = [
        { node, command: `docker rm -f ${name}` },
        ...ownLines({ lab, node: home }, 'workers', 'docker run'),
      ];
      if (home !== node) return { says: texts.mistakes.workerElsewhere({ name, node, home }), ways: again };
      if (!new RegExp(`--net(?:work)?[= ]${lab.network.replaceAll('.', '\\.')}(?:\\s|$)`).test(command))
        return { says: texts.mistakes.workerWithoutNetwork({ name, network: lab.network }), ways: again };
      return undefined;
    },
  },
  {
    id: 'unknown-flag',
    printed: /flag provided but not defined: (-\S{1,60})|unknown (?:shorthand )?flag: ('?-?\S{1,60})/,
    judge: (seen) => ({
      says: texts.mistakes.unknownFlag({ flag: (seen.found[1] ?? seen.found[2] ?? '').replace(/,$/, '') }),
      ways: meantLine(seen),
    }),
  },
  {
    id: 'not-found',
    printed: /(?:^|: )([\w.-]{1,60}): (?:command )?not found\s*$/,
    judge: (seen) => ({
      says: texts.mistakes.notFound({ program: seen.found[1] ?? '' }),
      ways: meantLine(seen),
    }),
  },
  {
    id: 'no-permission',
    printed: /permission denied while trying to connect to the Docker daemon socket/,
    judge: ({ node }) => ({ says: texts.mistakes.noPermission, ways: [{ node, command: 'sudo -i' }] }),
  },
];
