/** Who orders. Two customers never share an e-mail address, however it is written. */
export interface Customer {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly createdAt: Date;
}
