/** An element of a parsed document. Comments and processing instructions are gone. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}
