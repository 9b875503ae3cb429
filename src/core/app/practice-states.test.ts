import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import type { PracticeLab } from '../practice/lines.ts';
import type { PracticePort } from './practice-port.ts';
import { PracticeStates } from './practice-states.ts';

test.skipIf(process.platform !== 'linux')(
  'a lab that was seen is not gone because it cannot be asked for',
  async () => {
    const folder = temporaryFolder('practice-states');
    const labFile = path.join(folder, 'lab.yaml');
    writeFileSync(labFile, 'name: seen');
    let answer: () => Promise<Pick<PracticeLab, 'name' | 'labFile' | 'state'>[]> = async () => [
      { name: 'seen', labFile, state: 'running' },
    ];
    const practice = { practiceList: () => answer() } as unknown as PracticePort;
    const env = { HOME: folder, XDG_STATE_HOME: folder, XDG_DATA_HOME: folder };
    const states = new PracticeStates(
      practice,
      env,
      () => undefined,
      () => true,
    );
    const names = async () => {
      await states.lookAgain();
      return states.value.map(({ name }) => name);
    };
    expect(await names()).toEqual(['seen']);
    const answered = answer;
    answer = () => Promise.reject(new Error('another lab went while they were listed'));
    expect(await names()).toEqual(['seen']);
    answer = async () => [];
    expect(await names()).toEqual([]);
    answer = answered;
    expect(await names()).toEqual(['seen']);
    answer = () => Promise.reject(new Error('its files went too'));
    rmSync(labFile);
    expect(await names()).toEqual([]);
  },
);
