/**
 * What of a package-lock.json is missing in node_modules, by npm's own note of what it installed
 * (node_modules/.package-lock.json). npm skips an optional package without a word when its download fails, so those
 * that are built for this very system count as needed; other optional ones may or may not be there.
 */
export function missingPackages(lock, installed, system) {
  const there = installed.packages || {};
  return Object.entries(lock.packages || {})
    .filter(([path, entry]) => path !== '' && !entry.link && (!entry.optional || isBuiltFor(entry, system)))
    .filter(([path, entry]) => there[path]?.version !== entry.version)
    .map(([path, entry]) => `${path.replace(/^.*node_modules\//, '')} ${entry.version}`);
}

/** A package of binaries for this system; where the C library is not known, those that ask for one are left out. */
function isBuiltFor(entry, system) {
  if (!entry.os || !entry.cpu) return false;
  const fits = (wanted, value) => !wanted || [wanted].flat().includes(value);
  return fits(entry.os, system.os) && fits(entry.cpu, system.cpu) && fits(entry.libc, system.libc);
}
