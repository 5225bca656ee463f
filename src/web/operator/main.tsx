import '@fontsource-variable/noto-sans-jp'
import { createRoot } from 'react-dom/client'

createRoot(document.getElementById('root') as HTMLElement).render(<h1>貯まる</h1>)
