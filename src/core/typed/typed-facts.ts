/** A daemon that runs on the node itself, in no container. */
export interface TypedProcess {
  pid: number;
  /** When it started, in the kernel's own count: with the pid it names one process, for ever. */
  started: string;
  uid: number;
  program: 'etcd' | 'dockerd';
  /** systemd's service that runs it; absent for one in a terminal or its background. */
  service?: string;
  directory: string;
  words: string[];
  /** etcd's variables, which count as flags. */
  variables: Record<string, string>;
}

export interface TypedUnit {
  unit: string;
  active: boolean;
  enabled: boolean;
  path: string;
  text: string;
}

export interface TypedFile {
  path: string;
  mode: string;
  text: string;
}

/** A directory with etcd's data, whether an etcd has it open or not. */
export interface EtcdData {
  path: string;
  /** Every address that its log and snapshots name. */
  urls: string[];
  /** First parts of the keys that the v2 API wrote. */
  keys: string[];
}

/** A routing daemon, BIRD, with what it was told; `unit`: systemd's, where one was made for it. */
export interface TypedBird {
  pid: number;
  started: string;
  unit?: string;
  unitPath?: string;
  words: string[];
  config: BirdFile;
}

export interface BirdFile {
  path: string;
  sum: string;
  text: string;
}

/** What the node itself says; nothing of it is judged. */
export interface TypedFacts {
  processes: TypedProcess[];
  units: TypedUnit[];
  files: TypedFile[];
  /** The text of docker.service as the package has it; empty where that cannot be read. */
  packaged: string;
  docker: { active: string; enabled: boolean; loaded: boolean };
  data: EtcdData[];
  /** Lines of `ip`. */
  vxlans: string[];
  routes: string[];
  /** Of the chain that the engine leaves to others, those with this lab's mark. */
  rules: string[];
  birds: TypedBird[];
  /** Where the lesson has a person write what BIRD is told, whether one runs or not. */
  birdFiles: BirdFile[];
}

/** The facts from the script's lines; a line that is none of them is passed over. */
export function parseTypedFacts(output: string): TypedFacts {
  const rows = output.split('\n').map((line) => line.split('\t'));
  const of = (kind: string) => rows.filter(([word]) => word === kind).map(([, ...fields]) => fields);
  const [docker = []] = of('docker');
  return {
    processes: of('process').flatMap(processOf),
    units: of('unit').map(([unit = '', active, enabled, path, content]) => ({
      unit,
      active: active === 'active' || active === 'activating' || active === 'reloading',
      enabled: enabled === 'enabled',
      path: text(path),
      text: text(content),
    })),
    files: of('file').map(([path, mode = '644', content]) => ({ path: text(path), mode, text: text(content) })),
    packaged: text(of('packaged')[0]?.[0]),
    docker: { active: docker[0] ?? '', enabled: docker[1] === 'enabled', loaded: docker[2] === 'loaded' },
    data: of('data')
      .map(([path, urls = '', keys = '']) => ({ path: text(path), urls: words(urls), keys: words(keys) }))
      .filter(({ path }) => path.startsWith('/')),
    vxlans: of('vxlan').map(([line]) => text(line)),
    routes: of('route').map(([line]) => text(line)),
    rules: of('rule').map(([line]) => text(line)),
    birds: of('bird').flatMap(birdOf),
    birdFiles: of('birdfile').map(birdFileOf),
  };
}

function processOf(fields: string[]): TypedProcess[] {
  const [pid = '', started = '', uid = '', comm, service = '-', directory, commandLine, variables] = fields;
  if (!/^\d+$/.test(pid) || !/^\d+$/.test(started)) return [];
  const pairs = text(variables)
    .split('\n')
    .flatMap((line): [string, string][] => {
      const at = line.indexOf('=');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)]] : [];
    });
  return [
    {
      pid: Number(pid),
      started,
      uid: Number(uid),
      program: comm === 'etcd' ? 'etcd' : 'dockerd',
      ...(service !== '-' && { service }),
      directory: text(directory),
      words: text(commandLine).split('\0').filter(Boolean),
      variables: Object.fromEntries(pairs),
    },
  ];
}

function birdOf([pid = '', started = '', unit = '-', unitPath, command, ...file]: string[]): TypedBird[] {
  if (!/^\d+$/.test(pid) || !/^\d+$/.test(started)) return [];
  return [
    {
      ...{ pid: Number(pid), started, words: text(command).split('\0').filter(Boolean), config: birdFileOf(file) },
      ...(unit !== '-' && { unit, unitPath: text(unitPath) }),
    },
  ];
}

const birdFileOf = ([path, sum = '', content]: string[]): BirdFile => ({
  path: text(path),
  sum,
  text: text(content),
});

const text = (base64 = ''): string => Buffer.from(base64, 'base64').toString('utf8');
const words = (line: string): string[] => line.split(' ').filter(Boolean);
