import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Three pages from one build: the store, the seller console and the operator console. */
export default defineConfig({
  root: 'src/web',
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Inlined assets would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        store: 'src/web/index.html',
        seller: 'src/web/seller/index.html',
        operator: 'src/web/operator/index.html',
      },
    },
  },
  server: {
    // `npm run dev` shows the pages from here and asks a running `npm start` for everything else.
    port: 5173,
    proxy: { '/v1': process.env.TAMARU_URL ?? 'http://127.0.0.1:3000' },
  },
})
