/** Every kind of type, non-null and lists at every level, and fields with the same name under different types. */
export const richSdl = `
  scalar DateTime
  scalar Long
  scalar Fickle
  enum Colour { RED GREEN BLUE }
  interface Named { name: String! self: Named tags(first: Int = 2, colour: Colour = RED): [String] }
  interface Owned implements Named { name: String! self: Named tags(first: Int = 2, colour: Colour = RED): [String] owner: Person! }
  union Anything = Person | Thing | Place
  input Filter { text: String = "all" colours: [Colour!] within: Filter least: Int! = 1 }
  type Person implements Named {
    id: ID! name: String! self: Named tags(first: Int = 3, colour: Colour): [String] age: Int friends(first: Int!, filter: Filter): [Person!]!
    best: Person! things: [Thing]! any: Anything born: DateTime fickle: Fickle
  }
  type Thing implements Named & Owned {
    id: ID! name: String! self: Named tags(first: Int = 2, colour: Colour = RED): [String] owner: Person! weight: Float! colour: Colour!
    matrix: [[Int!]!] boxes: [[Thing!]] parts: [Anything!]! fickles: [Fickle!]
  }
  type Place { id: ID! at: Long! inside: Place here: [Anything]! named: Named! }
  type Query {
    person(id: ID!, at: DateTime): Person people(filter: Filter!): [Person!]! thing: Thing! any(of: [ID!] = ["x"]): Anything
    all: [Anything!] named: Named owned: Owned! deep: [[[Place!]!]]! echo(text: String = "none", numbers: [Int]): String
  }
  type Mutation { make(filter: Filter): Thing move(id: ID!): Place! count: Int! rename(name: String!): Named }
`
