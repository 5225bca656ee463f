import type * as v0 from '@sp-api-sdk/orders-api-v0'
import { orderItemCode } from '../../../usecases/orders/tool-id.ts'
import { isFailure } from '../failure.ts'
import { operation } from '../operation.ts'
import { text } from '../parameters.ts'
import { orderOf } from './find.ts'
import { addressV0, buyerInfoV0, orderItemV0, orderV0 } from './order-v0.ts'
import { ELEMENTS_V0, usualV0 } from './usual.ts'

const usual = {
  ...usualV0,
  method: 'GET',
  rate: 0.5,
  burst: 30,
  success: 200,
  envelope: 'payload',
} as const

const needs = (element: string) => ({ personal: { elements: [element], needed: true } })

export const READ_ORDERS_V0 = [
  operation({
    ...usual,
    id: 'getOrder',
    path: '/orders/v0/orders/{orderId}',
    personal: { elements: ELEMENTS_V0, needed: false },
    differs:
      'Without a restricted data token an address is its prefecture, city and post code. No order ' +
      'has tax information of its buyer.',
    query: {},
    async answer({ engine, seller, path, personal }) {
      const order = await orderOf(engine, seller, path.orderId)
      return isFailure(order) ? order : orderV0(order, seller.marketplace, personal)
    },
  }),

  operation({
    ...usual,
    ...needs('buyerInfo'),
    id: 'getOrderBuyerInfo',
    path: '/orders/v0/orders/{orderId}/buyerInfo',
    differs: 'The address of e-mail is made up, the same for each buyer of a seller.',
    query: {},
    async answer({ engine, seller, path }) {
      const order = await orderOf(engine, seller, path.orderId)
      if (isFailure(order)) return order
      const payload: v0.OrderBuyerInfo = { AmazonOrderId: order.id, ...buyerInfoV0(order) }
      return payload
    },
  }),

  operation({
    ...usual,
    ...needs('shippingAddress'),
    id: 'getOrderAddress',
    path: '/orders/v0/orders/{orderId}/address',
    differs: 'An order whose recipient was never recorded has none.',
    query: {},
    async answer({ engine, seller, path }) {
      const order = await orderOf(engine, seller, path.orderId)
      if (isFailure(order)) return order
      const { recipient } = order.personal
      const payload: v0.OrderAddress = {
        AmazonOrderId: order.id,
        ...(recipient ? { ShippingAddress: addressV0(recipient, true) } : {}),
      }
      return payload
    },
  }),

  operation({
    ...usual,
    id: 'getOrderItems',
    path: '/orders/v0/orders/{orderId}/orderItems',
    personal: { elements: ['buyerInfo'], needed: false },
    differs: 'One page has all of an order’s items.',
    query: { NextToken: text() },
    async answer({ engine, seller, path }) {
      const order = await orderOf(engine, seller, path.orderId)
      if (isFailure(order)) return order
      const payload: v0.OrderItemsList = {
        AmazonOrderId: order.id,
        OrderItems: order.items.map((item) => orderItemV0(order, item)),
      }
      return payload
    },
  }),

  operation({
    ...usual,
    ...needs('buyerInfo'),
    id: 'getOrderItemsBuyerInfo',
    path: '/orders/v0/orders/{orderId}/orderItems/buyerInfo',
    differs: 'Nothing is gift-wrapped or customised here.',
    query: { NextToken: text() },
    async answer({ engine, seller, path }) {
      const order = await orderOf(engine, seller, path.orderId)
      if (isFailure(order)) return order
      const payload: v0.OrderItemsBuyerInfoList = {
        AmazonOrderId: order.id,
        OrderItems: order.items.map((item) => ({
          OrderItemId: orderItemCode(order.number, item.line),
        })),
      }
      return payload
    },
  }),

  operation({
    ...usual,
    id: 'getOrderRegulatedInfo',
    path: '/orders/v0/orders/{orderId}/regulatedInfo',
    personal: { elements: [], needed: false },
    differs: 'No product here is regulated: there is nothing to verify.',
    query: {},
    async answer({ engine, seller, path }) {
      const order = await orderOf(engine, seller, path.orderId)
      if (isFailure(order)) return order
      const payload: v0.OrderRegulatedInfo = {
        AmazonOrderId: order.id,
        RegulatedInformation: { Fields: [] },
        RequiresDosageLabel: false,
        RegulatedOrderVerificationStatus: {
          Status: 'Approved',
          RequiresMerchantAction: false,
          ValidRejectionReasons: [],
        },
      }
      return payload
    },
  }),
] as const
