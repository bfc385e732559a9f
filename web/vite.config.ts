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

export default defineConfig({
  plugins: [
    react(),
    lingui({ failOnCompileError: true }),
    macros(),
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
})
