import { LabError, Reason, wordsOf } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { request } from '../gates/http.ts';
import { boundedChunks, parseJson } from '../gates/limits.ts';
import { tellAsked } from './asked.ts';
import { limitInterim } from './interim.ts';
import type { Node } from './port.ts';

export interface GetJsonOptions {
  /** Milliseconds; 5,000 unless told. */
  timeout?: number;
  signal?: AbortSignal;
  method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Sent as it is; an object goes as JSON. */
  body?: string | object;
  /** Form bodies for etcd's v2 API. */
  contentType?: string;
}

export interface JsonAnswer {
  status: number;
  json: unknown;
}

/** All that Docker keeps in etcd for a lab is some hundred KB. */
const limits = { bytes: 2 * 1024 * 1024, lines: 100_000 };
const answerOf = (where: string, node: string) => ({ what: texts.machine.answerOf({ where, node }), node });

/** Asks an HTTP service that only the node can reach, e.g. etcd. Any status is an answer; no answer is an error. */
export async function getJson(
  node: Pick<Node, 'name' | 'dial'>,
  host: string,
  port: number,
  path: string,
  options: GetJsonOptions = {},
): Promise<JsonAnswer> {
  const { timeout = 5000, signal } = options;
  const clock = AbortSignal.timeout(timeout);
  const both = signal ? AbortSignal.any([signal, clock]) : clock;
  const where = `http://${host}:${port}${path}`;
  const details = { node: node.name };
  tellAsked(node.name, where);
  try {
    both.throwIfAborted();
    const { status, text } = await answer(node, host, port, path, both, options);
    return { status, json: parsed(text, where, node.name) };
  } catch (error) {
    if (signal?.aborted) throw new LabError('cancelled', texts.machine.askingCancelled({ where }), details);
    if (clock.aborted)
      throw new LabError(
        'time-out',
        texts.machine.noAnswer({ where, node: node.name, milliseconds: timeout }),
        details,
      );
    if (error instanceof LabError) throw error;
    const said = texts.machine.notAsked({ where, node: node.name, why: wordsOf(error) });
    throw new LabError('unreachable', said, { ...details, cause: error });
  }
}

async function answer(
  node: Pick<Node, 'name' | 'dial'>,
  host: string,
  port: number,
  path: string,
  signal: AbortSignal,
  { method = 'GET', body, contentType = 'application/json' }: GetJsonOptions,
): Promise<{ status: number; text: string }> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  const dialling = node.dial(host, port);
  // A dial that comes through after all must not stay open.
  aborted.catch(() => dialling.then((late) => late.destroy()).catch(() => {}));
  const socket = await Promise.race([dialling, aborted]);
  const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const headers = { Connection: 'close', ...(payload !== undefined && { 'Content-Type': contentType }) };
  return new Promise((resolve, reject) => {
    const asked = request({ host, port, path, method, headers, signal, createConnection: () => socket }, (response) => {
      const body = boundedChunks(limits, answerOf(`http://${host}:${port}${path}`, node.name));
      response.on('data', (chunk: Buffer) => {
        try {
          body.add(chunk);
        } catch (error) {
          asked.destroy(error as Error);
        }
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: body.text() }));
    });
    limitInterim(asked, texts.machine.askedFrom({ where: `${host}:${port}`, node: node.name }), node.name);
    asked.on('error', reject);
    // Another protocol, or none: whatever ends the request without an answer.
    asked.on('upgrade', (_response, far) => far.destroy());
    asked.on('close', () => reject(new Reason(texts.machine.closedUnanswered)));
    asked.end(payload);
  });
}

/** What an answer says in JSON; undefined for an empty one. */
export function parsed(text: string, where: string, node: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return parseJson(text, limits, answerOf(where, node));
  } catch (cause) {
    if (cause instanceof LabError) throw cause;
    throw new LabError('unreachable', texts.machine.answerNotJson({ where, node, said: text.slice(0, 200) }), {
      node,
      cause,
    });
  }
}
