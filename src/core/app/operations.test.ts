import { expect, test, vi } from 'vitest';
import { LabError } from '../../shared/errors.ts';
import { Operations } from './operations.ts';

/** How an operation ends that throws this. */
async function endOf(thrown: Error) {
  const operations = new Operations();
  operations.start({ title: 'work', do: () => Promise.reject(thrown) });
  await vi.waitFor(() => expect(operations.running).toBe(false));
  return operations.list.value[0];
}

test('what was cancelled says what it left, where there is something to do about it', async () => {
  const left = new LabError('cancelled', 'Cancelled while etcd was compared', { remedy: 'Reset it.' });
  expect(await endOf(left)).toMatchObject({ state: 'cancelled', error: { remedy: 'Reset it.' } });
  expect(await endOf(new LabError('cancelled', 'no'))).not.toHaveProperty('error');
});

test('what failed says why', async () => {
  expect(await endOf(new LabError('refused', 'no room'))).toMatchObject({
    state: 'failed',
    error: { code: 'refused', message: 'no room' },
  });
});
