import './store.css'
import { startPage } from '../kit/page.tsx'
import { Store } from './store.tsx'

startPage(<Store />)
