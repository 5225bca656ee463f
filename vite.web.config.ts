import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { consoleTheme } from './tools/console-theme.ts'

/** The consoles' addresses are their pages' own affair: while developing, too. */
const consoles: Plugin = {
  name: 'consoles',
  configureServer({ middlewares }) {
    middlewares.use((request, _, next) => {
      const [, surface] = /^\/(seller|operator)(\/|\?|$)/.exec(request.url ?? '') ?? []
      if (surface && request.headers.accept?.includes('text/html')) request.url = `/${surface}.html`
      next()
    })
  },
}

/** Neither Cyrillic nor Vietnamese is written here: their parts of the font are not bundled. */
const subsets: Plugin = {
  name: 'subsets',
  enforce: 'pre',
  transform(code, id) {
    if (!/noto-sans-jp[^?]*\.css/.test(id)) return null
    return code.replace(/@font-face \{[^}]*-(cyrillic|vietnamese)-[^}]*\}/g, '')
  },
}

/**
 * The store is built with Preact in React's place; see docs/decisions/the-store-runs-on-preact.md
 */
const PREACT = [
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react-dom$/, replacement: 'preact/compat' },
  { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
  { find: /^react$/, replacement: 'preact/compat' },
]

/** Which pages are built together, by mode; tools/web.ts builds one mode after the other. */
const PAGES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  store: { store: page('index') },
  consoles: { seller: page('seller'), operator: page('operator') },
}

/** By its whole path: while developing, pages are looked for from the root, not from here. */
function page(name: string): string {
  return path.join(import.meta.dirname, 'src', 'web', `${name}.html`)
}

/** The pages of the web, built into dist/web; all of them at once while developing. */
export default defineConfig(({ mode }) => ({
  root: 'src/web',
  plugins: [react(), subsets, consoleTheme('src/web/console/theme.ts'), consoles],
  resolve: { alias: mode === 'store' ? PREACT : [] },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // Inlined assets would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The consoles' frame; the store's page is measured in its tests.
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      input: PAGES[mode] ?? Object.assign({}, ...Object.values(PAGES)),
      checks: { pluginTimings: false },
    },
  },
}))
