import type { Node } from '../machine/port.ts';

type Docker = Node['docker'];

/** Questions of dockerode's that the engine answers alike for as long as nothing is changed. */
const questions = /^(info|version|inspect|list[A-Z]\w*)$/;

/**
 * The same Docker, of which each question is asked once: for a run that changes nothing, on a node that is far away. All
 * that such a run tells is of one moment then.
 */
export function askedOnce(docker: Docker): Docker {
  return remembering(docker, '', new Map());
}

function remembering<T extends object>(thing: T, prefix: string, answers: Map<string, Promise<unknown>>): T {
  return new Proxy(thing, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function' || typeof key !== 'string') return value;
      if (prefix === '' && /^get[A-Z]/.test(key))
        return (...given: unknown[]) =>
          remembering(value.apply(target, given) as object, `${key} ${JSON.stringify(given)} `, answers);
      if (!questions.test(key)) return value.bind(target);
      return (...given: unknown[]) => {
        const question = `${prefix}${key} ${JSON.stringify(given)}`;
        const answer = answers.get(question) ?? (value.apply(target, given) as Promise<unknown>);
        answers.set(question, answer);
        return answer;
      };
    },
  });
}
