import { lingui } from '@lingui/vite-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { budget } from './build/budget.ts'
import { chunkGroups } from './build/chunks.ts'
import { earlyScript } from './build/early-script.ts'
import { macros } from './build/macros.ts'
import { operationHashes } from './build/operation-hashes.ts'
import { precompress } from './build/precompress.ts'
import { routeManifest } from './build/route-manifest.ts'

const gateway = process.env.FORUM_GATEWAY ?? 'http://127.0.0.1:4000'

const both = [react(), lingui({ failOnCompileError: true }), macros()]

/** The app for browsers, in dist/; then, with `--ssr`, the half of it that the gateway's threads load, in dist/server/. */
export default defineConfig(({ isSsrBuild }) =>
  isSsrBuild
    ? {
        plugins: both,
        build: { outDir: 'dist/server', target: 'node24', minify: false, copyPublicDir: false },
        // One file that stands by itself: the gateway has none of these packages.
        ssr: { noExternal: true },
      }
    : {
        plugins: [
          ...both,
          earlyScript('src/theme/early.js'),
          operationHashes(),
          routeManifest(),
          budget(),
          precompress(),
        ],
        build: {
          outDir: 'dist',
          emptyOutDir: true,
          manifest: true,
          sourcemap: false,
          assetsInlineLimit: 0,
          target: 'es2022',
          modulePreload: { polyfill: false },
          rolldownOptions: { output: { codeSplitting: { groups: chunkGroups } } },
        },
        server: { port: 5173, proxy: { '/graphql': gateway, '/exports': gateway } },
      },
)
