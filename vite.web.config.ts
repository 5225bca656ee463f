import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Three pages from one build: the store, the seller console and the operator console. */
export default defineConfig({
  root: 'src/web',
  plugins: [react(), pagesOfSurfaces()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // Inlined assets would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The consoles' components come as one file each; the store's budget is a test's business.
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: {
      input: {
        store: 'src/web/index.html',
        seller: 'src/web/seller/index.html',
        operator: 'src/web/operator/index.html',
      },
    },
  },
})

/** While developing, any address of a console is answered by its page, as `serveWeb` does. */
function pagesOfSurfaces(): Plugin {
  return {
    name: 'pages-of-surfaces',
    configureServer(server) {
      server.middlewares.use((request, _, next) => {
        const [, surface] = /^\/(seller|operator)(\/[^.]*)?(\?|$)/.exec(request.url ?? '') ?? []
        if (surface) request.url = `/${surface}/index.html`
        next()
      })
    },
  }
}
