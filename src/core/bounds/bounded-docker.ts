import type { Node } from '../machine/port.ts';

type Docker = Node['docker'];
type Dial = (options: { abortSignal?: AbortSignal }, callback: unknown) => void;

/** Asks the engine: `name` is dockerode's name of the call, e.g. `listContainers` or `container.start`. */
export type AskDocker = <T>(name: string, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** The same Docker, of which each call goes through `ask`: no step can forget to. */
export function boundedDocker(docker: Docker, ask: AskDocker): Docker {
  return bounded(docker, '', ask);
}

function bounded<T extends object>(thing: T, prefix: string, ask: AskDocker): T {
  return new Proxy(thing, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function' || typeof key !== 'string' || key === 'constructor') return value;
      // getContainer, getNetwork, …: no request yet.
      const getter = prefix === '' && /^get[A-Z]/.exec(key);
      if (getter) return (...given: unknown[]) => bounded(value.apply(target, given) as object, `${kindOf(key)}.`, ask);
      return async (...given: unknown[]) => {
        const answer: unknown = await ask(`${prefix}${key}`, (signal) =>
          value.apply(withSignal(target, signal), given),
        );
        const isThing = prefix === '' && key.startsWith('create') && typeof answer === 'object' && answer !== null;
        return isThing ? bounded(answer, `${kindOf(key)}.`, ask) : answer;
      };
    },
  });
}

const kindOf = (key: string) => key.replace(/^(get|create)/, '').toLowerCase();

/** The same dockerode object, whose requests end with the signal: all of them go through its modem's `dial`. */
export function withSignal<T extends object>(target: T, signal: AbortSignal): T {
  const { modem } = target as { modem?: { dial?: Dial } };
  if (!modem?.dial) return target;
  const dial: Dial = (options, callback) => {
    const both = options.abortSignal ? AbortSignal.any([options.abortSignal, signal]) : signal;
    modem.dial?.({ ...options, abortSignal: both }, callback);
  };
  const own = Object.create(modem, { dial: { value: dial } }) as object;
  return Object.create(target, { modem: { value: own } }) as T;
}
