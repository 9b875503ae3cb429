import type { Plugin } from 'vite';

const library = '\0overlay-lab:dockerode';
const noBuildKit = '\0overlay-lab:no-buildkit';

/**
 * Dockerode in the bundle, without BuildKit, whose gRPC and protobuf would be most of it: src/core/remote/docker/dockerode-library.ts finds both at run time
 * in node_modules, which a package does not have.
 */
export function bundleDockerode(): Plugin {
  return {
    name: 'overlay-lab:dockerode',
    enforce: 'pre',
    resolveId: (id, importer) => {
      if (id.endsWith('/dockerode-library.ts')) return library;
      const buildKit = id === './session' || id === './buildkit';
      return buildKit && importer?.includes('/node_modules/dockerode/') ? noBuildKit : undefined;
    },
    load: (id) => {
      if (id === library) return "import Dockerode from 'dockerode'; export const library = () => Dockerode;";
      return id === noBuildKit ? "module.exports = () => { throw new Error('BuildKit is not bundled'); };" : undefined;
    },
  };
}
