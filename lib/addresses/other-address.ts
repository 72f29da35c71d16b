const OTHER = /^(?:(?:sips?|client|messenger|rcs|sim|wireless):[^\s<>"]+|[^\s<>"]+@[^\s<>"]+)$/i;

/** Whether an entry of an address list is not a phone number, such as a SIP or email address. It is compared unchanged. */
export const isOtherAddress = (entry: string): boolean => OTHER.test(entry);
