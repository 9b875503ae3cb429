import { describe, expect, it } from 'vitest';
import { said } from './fixtures/good-facts.ts';

const worker = (extra: object = {}) => ({ id: 'c', running: true, labels: {}, image: 'nginx', networks: {}, ...extra });
const on = (network: string) => ({ [network]: { address: '10.0.0.2', mac: '', networkId: 'n' } });
const networks = [{ id: '0123456789abcdef', name: 'myapp', driver: 'bridge', subnets: [] }];
const errors = (objects: object, how: object = {}) =>
  said({}, { objects: { networks: [], ...objects }, ...how }).filter(({ level }) => level === 'error');

describe('somebody else’s things under the lab’s names', () => {
  it.each([
    ['a container', { worker: worker() }, 'container-name', /docker rename worker-1 worker-1-before/],
    ['one of another lab', { worker: worker({ labels: { 'overlay-lab.lab': 'b' } }) }, 'container-name', /rename/],
    [
      'one on the lab’s network that does not run',
      { worker: worker({ running: false, networks: on('myapp') }) },
      'container-name',
      /rename/,
    ],
    ['a network', { networks }, 'network-name', /docker network rm 0123456789ab$/],
    [
      'an image without a mark',
      { imageOf: '' },
      'image-name',
      /docker tag overlay-lab\/worker:1 kept\/worker:1 && docker rmi/,
    ],
    ['an image of another lab', { imageOf: 'class-b' }, 'image-name', /docker tag/],
  ])('%s', (_, objects, code, remedy) => {
    expect(errors(objects)).toMatchObject([{ code, remedy: expect.stringMatching(remedy) }]);
  });

  it('are all told at once', () => {
    expect(errors({ worker: worker(), networks, imageOf: '' })).toHaveLength(3);
  });

  it.each([
    ['the lab’s own worker', { worker: worker({ labels: { 'overlay-lab.lab': 'class-a' } }) }],
    ['a worker that a person typed', { worker: worker({ networks: on('myapp') }) }],
    ['the lab’s own image', { imageOf: 'class-a' }],
    ['the overlay', { networks: [{ ...networks[0], driver: 'overlay' }] }],
    ['a network of nearly that name', { networks: [{ ...networks[0], name: 'myapp2' }] }],
  ])('are not %s', (_, objects) => {
    expect(errors(objects)).toEqual([]);
  });

  it('do not matter for an image that another one was named for', () => {
    expect(errors({ imageOf: '' }, { ownImage: false })).toEqual([]);
  });
});
