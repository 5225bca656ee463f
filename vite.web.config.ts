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

/** The pages of the web, built into dist/web. */
export default defineConfig({
  root: 'src/web',
  plugins: [react(), consoleTheme('src/web/console/theme.ts'), consoles],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // Inlined assets would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The consoles' frame; the store's page is measured in its tests.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: {
        store: 'src/web/index.html',
        seller: 'src/web/seller.html',
        operator: 'src/web/operator.html',
      },
    },
  },
})
