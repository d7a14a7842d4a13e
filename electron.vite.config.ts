import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const inProject = (...parts: string[]) => path.resolve(import.meta.dirname, ...parts)
const alias = { '@contract': inProject('electron/contract') }

// The oldest Electron that the app is run on (33) decides the syntax, not the newest one in node_modules.
const oldestNode = 'node20.18'
const oldestChrome = 'chrome130'

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      target: oldestNode,
      // Reading a few bundled files starts faster than looking up hundreds in node_modules.
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          main: inProject('electron/main.ts'),
          'playground-process': inProject('electron/playground/playground-process.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      target: oldestNode,
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: inProject('electron/preload/preload.ts') },
        // A sandboxed preload is one CommonJS file: it can load nothing beside it.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: inProject('renderer'),
    resolve: { alias },
    plugins: [react()],
    build: {
      outDir: inProject('out/renderer'),
      target: oldestChrome,
      minify: true,
      // data: URLs for fonts and images would need holes in the content security policy.
      assetsInlineLimit: 0,
      // The polyfill is an inline script in all but name, and Chromium knows modulepreload.
      modulePreload: { polyfill: false },
      rolldownOptions: { input: inProject('renderer/index.html') },
    },
  },
})
