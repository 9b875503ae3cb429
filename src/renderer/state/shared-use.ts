/** Something that is kept up for each key while anybody uses it: gives what begins a use, which gives what ends it. */
export function sharedUse(begin: (key: string) => () => void): (key: string) => () => void {
  const going = new Map<string, { users: number; stop: () => void }>();
  return (key) => {
    const one = going.get(key) ?? { users: 0, stop: begin(key) };
    going.set(key, one);
    one.users += 1;
    return () => {
      one.users -= 1;
      if (one.users > 0) return;
      one.stop();
      going.delete(key);
    };
  };
}
