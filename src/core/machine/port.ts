import type { Duplex, Readable, Writable } from 'node:stream';
import type Dockerode from 'dockerode';

/**
 * What steps may ask of a node. One verified, multiplexed SSH connection stands behind it;
 * steps see neither ssh2 nor sockets, so tests can put another node behind the same port.
 */
export interface Node {
  /** The node's name in the lab file. */
  readonly name: string;
  /** The address at which the other nodes reach it (underlay). */
  readonly address: string;

  /** Does one operation. Whatever runs as a program on a node, and is waited for, is one. */
  run<Args, Result>(operation: Operation<Args, Result>, args: Args, how?: How): Promise<Result>;

  /**
   * Begins a conversation with a program (e.g. the ledger's writer), its stdin and stdout open. Ends when the program
   * ends; `stop` is TERM, then KILL. The program also dies when the connection does.
   */
  converse<Args>(conversation: Conversation<Args>, args: Args, how?: How): Promise<RemoteProcess>;

  /** A TCP connection from the node to host:port (direct-tcpip), e.g. to ask an etcd member what only the node can reach. */
  dial(host: string, port: number): Promise<Duplex>;

  /** An interactive terminal. */
  shell(options: ShellOptions): Promise<RemoteShell>;

  /** Docker's API through the same connection, to the node's own unix socket. */
  readonly docker: Dockerode;

  /**
   * The same for who changes nothing: no connection to one that is stopped, or is being stopped, is opened, since systemd would
   * start it for that. Rejects with `docker-failed` then.
   */
  readonly dockerIfUp: Dockerode;

  /** Uploads bytes by SFTP to a file that is complete or not there (temporary name, then rename); owned by root. */
  upload(source: Readable | Uint8Array, path: string, options?: UploadOptions): Promise<void>;

  /** Resolves with the reason when the connection is gone (once). */
  readonly lost: Promise<Error | undefined>;

  /**
   * Throws `refused`, with the settings of sshd by name, where it allows fewer sessions at a time than a run needs: one
   * for the ledger's writer, and two for programs beside it.
   */
  enoughSessions(): Promise<void>;

  /** Resolves when programs whose callers were told that they are cancelled, or too late, have really ended. */
  settled(): Promise<void>;

  /**
   * Closes the connection; remote processes that are still running through it are ended first. Where they do not end
   * within the patience (milliseconds, 5,000 unless told), the node's guard continues ending them without us.
   */
  close(options?: { patience?: number }): Promise<void>;
}

export interface How {
  signal?: AbortSignal | undefined;
}

/**
 * One thing that a machine is asked or told. Steps, kinds of change and sweeps name what they want and get it as a value;
 * what it takes on a real machine is here alone, and a made-up one answers by the operation and its arguments, never by
 * the text of a program.
 */
export interface Operation<Args, Result> {
  /** Unique, e.g. `file.read`. */
  readonly name: string;
  /** What does it on a real machine. */
  program(args: Args): Program;
  /** What the program's answer means. */
  read(answer: ExecResult, asked: { node: string; args: Args }): Result;
}

/** The same for a program that one talks with. */
export interface Conversation<Args> {
  readonly name: string;
  argv(args: Args): readonly string[];
}

/** A shell's script, whose `words` are $1, $2, …, or a program and its words. */
export type Program = ({ script: string; words?: readonly string[] } | { argv: readonly string[] }) &
  Pick<ExecOptions, 'stdin' | 'timeout' | 'expect' | 'maxOutput'>;

/** How programs are started on a machine: what operations are made of, and nothing else of core. */
export interface Programs {
  readonly name: string;

  /**
   * Runs a program as root (through sudo for an ordinary user) and waits for its real end.
   * `argv` is never parsed by a shell: every word arrives as it is given.
   * On abort or time-out the remote process gets TERM, then KILL, and only then does the promise reject
   * (`cancelled`, `time-out`). A lost connection rejects with `unreachable`.
   */
  exec(argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;

  /** The same for a POSIX sh script; `args` become $1, $2, … The script travels by stdin or argument, never through a file. */
  script(source: string, args?: readonly string[], options?: ExecOptions): Promise<ExecResult>;

  /**
   * Starts a program as root with open stdin and stdout, for a conversation with it (e.g. the ledger's writer).
   * Ends when the program ends; `stop` is TERM, then KILL. The program also dies when the connection does.
   */
  open(argv: readonly string[], options?: How): Promise<RemoteProcess>;
}

/** A node as it was connected to: its tests and tools may start any program there. */
export type RemoteNode = Node & Programs;

export interface ExecOptions {
  /** Bytes for the program's stdin; closed after them. Without it stdin is empty. */
  stdin?: string | Uint8Array;
  signal?: AbortSignal | undefined;
  /** Milliseconds; 60,000 unless told. */
  timeout?: number;
  /** Statuses that are no error; [0] unless told. 'any' returns whatever came. */
  expect?: readonly number[] | 'any';
  /** Called with each piece of output as it arrives, for the live log. Text is UTF-8, never split inside a character. */
  onOutput?: (stream: 'stdout' | 'stderr', text: string) => void;
  /** Most bytes of stdout and stderr kept each; 8 MB unless told. Beyond it the exec fails with `too-large`. */
  maxOutput?: number;
}

export interface ExecResult {
  status: number;
  stdout: string;
  stderr: string;
}

export interface RemoteProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves with the status when it has ended and its output was read; rejects when it was lost (`unreachable`). */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
  /** The end of what it wrote to stderr so far, for an error message. */
  stderr(): string;
}

export interface ShellOptions {
  cols: number;
  rows: number;
  /** Value of TERM; xterm-256color unless told. */
  term?: string;
  /** Runs instead of the login shell, as root, e.g. a shell in a container. */
  command?: readonly string[];
}

/** An interactive terminal on the node, as the login user. sshd hangs it up when the connection ends. */
export interface RemoteShell {
  /** False when the node reads slower than this writes; wait for `drained` then. */
  write(data: Uint8Array | string): boolean;
  drained(): Promise<void>;
  resize(cols: number, rows: number): void;
  /** What the terminal prints; not read means that the node has to wait. */
  readonly output: Readable;
  /** Resolves with the shell's status when it has ended, undefined when none came. */
  readonly ended: Promise<number | undefined>;
  close(): void;
}

export interface UploadOptions {
  /** File mode, 0o644 unless told. */
  mode?: number;
  signal?: AbortSignal;
  onProgress?: (sentBytes: number) => void;
}
