/// Removes elements one by one as long as the rest still fails; what remains is a smallest example.
package func shrunk<Element>(_ elements: [Element], fails: ([Element]) -> Bool) -> [Element] {
    var rest = elements
    var isSmaller = true
    while isSmaller {
        isSmaller = false
        for index in rest.indices.reversed() {
            var fewer = rest
            fewer.remove(at: index)
            guard fails(fewer) else { continue }
            rest = fewer
            isSmaller = true
        }
    }
    return rest
}
