import { addressToNumber, parseSubnet } from '../../../../shared/lab/lab.ts';

/** Parts of a subnet, each of this prefix length, from the `skip`th on; undefined where there are not so many. */
export function partsOf(subnet: string, prefix: number, count: number, skip = 0): string[] | undefined {
  const whole = parseSubnet(subnet);
  if (!whole || prefix < whole.prefix || skip + count > 2 ** (prefix - whole.prefix)) return undefined;
  const size = 2 ** (32 - prefix);
  return Array.from({ length: count }, (_, at) => `${addressAt(whole.base + (skip + at) * size)}/${prefix}`);
}

/** How many bits tell so many parts apart. */
export const bitsFor = (count: number): number => Math.ceil(Math.log2(count));

export const addressAt = (number: number): string =>
  [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.');

/** The address that many behind the first of a subnet. */
export const addressIn = (subnet: string, offset: number): string =>
  addressAt(addressToNumber(subnet.split('/')[0] ?? '') + offset);
