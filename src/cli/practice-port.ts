/** The practice lab as the commands use it; every function throws LabError. */
export interface PracticePort {
  up(request: { name: string; nodes?: number; suite?: 'bookworm' | 'trixie' }, told: Told): Promise<PracticeLab>;
  down(name: string, told: Told): Promise<void>;
  start(name: string, told: Told): Promise<PracticeLab>;
  stop(name: string, told: Told): Promise<PracticeLab>;
  reset(name: string, nodes: string[], told: Told): Promise<PracticeLab>;
  list(): Promise<PracticeLab[]>;
  /** A root shell in a node, on this terminal; resolves with its exit code. */
  shell(name: string, node: string): Promise<number>;
  /** What the machine lacks: Debian packages and other reasons. */
  requirements(): Promise<{ ok: boolean; missing: string[]; reasons: string[] }>;
  install(told: Told): Promise<void>;
}

export type Told = (progress: { stage: string; percent: number; message: string }) => void;

export interface PracticeLab {
  name: string;
  suite: string;
  state: string;
  labFile: string;
  nodes: { name: string; address: string; port: number | null; state: string }[];
}
