const OTHER = /^(?:(?:sips?|client|messenger|rcs|sim|wireless):[^\s<>"]+|[^\s<>"]+@[^\s<>"]+)$/i;

/** Whether an entry of an address list is the address of something else than a phone, which is taken as it stands. */
export const isOtherAddress = (entry: string): boolean => OTHER.test(entry);
