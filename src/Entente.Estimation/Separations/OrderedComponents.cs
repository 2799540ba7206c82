namespace Entente.Estimation.Separations;

/// <summary>
/// Rows that are differences a - b of two unknowns, at least zero: an edge from a to b. On a circle all are equal, so that its rows are zero;
/// between strongly connected components (Tarjan 1972) every row can be above zero at once, unknowns being numbered in their order.
/// </summary>
internal static class OrderedComponents
{
    /// <summary>Values of the unknowns, such that rows between components are one or more.</summary>
    public static double[] Solve(ZeroRows rows)
    {
        // One vertex more stands for zero.
        var edges = Enumerable.Range(0, rows.Columns + 1).Select(_ => new List<int>()).ToArray();
        foreach (var row in rows.Rows)
        {
            var (from, to) = (rows.Columns, rows.Columns);
            foreach (var (column, coefficient) in row)
                (from, to) = coefficient > 0 ? (column, to) : (from, column);
            edges[from].Add(to);
        }
        // Components are numbered as they are finished: those that an edge leads to before those that it comes from.
        var component = Components(edges);
        return [.. component.SkipLast(1).Select(number => (double)(number - component[^1]))];
    }

    private static int[] Components(List<int>[] edges)
    {
        var (index, low, component) = (new int[edges.Length], new int[edges.Length], new int[edges.Length]);
        Array.Fill(component, -1);
        var (counter, finished) = (0, 0);
        var open = new Stack<int>();
        var calls = new Stack<(int Vertex, int Edge)>();
        for (var root = 0; root < edges.Length; root++)
        {
            if (index[root] > 0)
                continue;
            calls.Push((root, 0));
            while (calls.TryPop(out var call))
            {
                var (vertex, edge) = call;
                if (edge == 0)
                {
                    index[vertex] = low[vertex] = ++counter;
                    open.Push(vertex);
                }
                else if (component[edges[vertex][edge - 1]] < 0)
                    low[vertex] = Math.Min(low[vertex], low[edges[vertex][edge - 1]]);
                if (edge < edges[vertex].Count)
                {
                    calls.Push((vertex, edge + 1));
                    var next = edges[vertex][edge];
                    if (index[next] == 0)
                        calls.Push((next, 0));
                    continue;
                }
                if (low[vertex] != index[vertex])
                    continue;
                int member;
                do
                    component[member = open.Pop()] = finished;
                while (member != vertex);
                finished++;
            }
        }
        return component;
    }
}
