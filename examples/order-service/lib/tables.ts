export enum TableName {
  Customers = 'customers',
  Orders = 'orders',
  OrderItems = 'order_items',
  Payments = 'payments',
}
