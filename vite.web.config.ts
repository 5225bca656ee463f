import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The pages of the web, built into dist/web. */
export default defineConfig({
  root: 'src/web',
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // Inlined assets would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        store: 'src/web/index.html',
      },
    },
  },
})
