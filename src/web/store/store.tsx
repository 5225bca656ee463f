import { Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { later } from '../kit/later.tsx'
import { Footer } from './frame/footer.tsx'
import { Header } from './frame/header.tsx'
import { Loading, NotFound } from './frame/page.tsx'
import { ProductPage } from './products/product-page.tsx'
import { ShelfPage } from './products/shelf-page.tsx'

// Whoever looks at a product does not wait for the pages behind the till.
const CartPage = later(() => import('./cart/cart-page.tsx'))
const CheckoutPage = later(() => import('./checkout/checkout-page.tsx'))
const OrdersPage = later(() => import('./orders/orders-page.tsx'))
const OrderPage = later(() => import('./orders/order-page.tsx'))
const PointsPage = later(() => import('./points/points-page.tsx'))
const LoginPage = later(() => import('./login-page.tsx'))

/** Where buyers look around, buy, and see what becomes of their points. */
export const Store = () => (
  <>
    <Header />
    <main id="main">
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/" component={ShelfPage} />
          <Route path="/search" component={ShelfPage} />
          <Route path="/products/:asin">
            {({ asin }) => <ProductPage key={asin} asin={decodeURIComponent(asin)} />}
          </Route>
          <Route path="/cart" component={CartPage} />
          <Route path="/checkout" component={CheckoutPage} />
          <Route path="/orders" component={OrdersPage} />
          <Route path="/orders/:order">
            {({ order }) => <OrderPage key={order} reference={decodeURIComponent(order)} />}
          </Route>
          <Route path="/points" component={PointsPage} />
          <Route path="/login" component={LoginPage} />
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </main>
    <Footer />
  </>
)
