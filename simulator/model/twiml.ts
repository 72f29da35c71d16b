/** An element of a parsed document, without comments and processing instructions. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}
