import { build } from 'esbuild'
import type { Plugin } from 'vite'

const NAME = 'virtual:console-theme.css'
const MODULE = '@cloudscape-design/components/theming'

/**
 * The consoles' fonts and colours as a style sheet, made while the pages are built. In the browser
 * Cloudscape would add a style element, which the content security policy refuses.
 */
export const consoleTheme = (file: string): Plugin => ({
  name: 'console-theme',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
  async load(id) {
    if (id !== `\0${NAME}`) return null
    this.addWatchFile(file)
    return styleSheetOf(file)
  },
})

/** Bundled before it runs, because the package's own modules are made for bundlers alone. */
async function styleSheetOf(file: string): Promise<string> {
  const contents = `
    import { generateThemeStylesheet } from '${MODULE}'
    import { THEME } from './${file}'
    export default generateThemeStylesheet({ theme: THEME })`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    ...{ bundle: true, write: false, format: 'esm', platform: 'node', logLevel: 'error' },
  })
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')
  const { default: styleSheet } = await import(`data:text/javascript;base64,${code}`)
  return styleSheet
}
