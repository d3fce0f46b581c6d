export interface Product {
  readonly productId: string;
  readonly name: string;
  readonly description: string;
  readonly priceMinor: number;
  readonly currency: string;
  readonly available: number;
}
