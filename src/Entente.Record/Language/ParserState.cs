namespace Entente.Record.Language;

/// <summary>
/// Where a parse stands: the stack, the next token, and the arcs so far. Places count from the sentence's start; the last is the
/// root.
/// </summary>
internal sealed class ParserState
{
    private readonly int n;
    private readonly int[] stack;
    private readonly int[] heads;
    private readonly int[] labels;
    private readonly int[] left;
    private readonly int[] left2;
    private readonly int[] right;
    private readonly int[] right2;
    private readonly int[] leftCount;
    private readonly int[] rightCount;
    private readonly ulong[] tags;
    private readonly ulong[] words;
    private int depth;
    private int next;

    public ParserState(AnalysedText text, TokenRange sentence)
    {
        n = sentence.Count;
        stack = new int[n + 1];
        heads = Filled(n + 1);
        labels = new int[n + 1];
        left = Filled(n + 1);
        left2 = Filled(n + 1);
        right = Filled(n + 1);
        right2 = Filled(n + 1);
        leftCount = new int[n + 1];
        rightCount = new int[n + 1];
        tags = new ulong[n + 1];
        words = new ulong[n + 1];
        for (var i = 0; i < n; i++)
        {
            tags[i] = Feature.Of(text.Tags[sentence.First + i]);
            words[i] = text.Lower(sentence.First + i);
        }

        tags[n] = 11;
        words[n] = 11;
    }

    public bool Done => depth == 0 && next == n;

    private bool CanShift => next < n;

    private bool CanLeft => depth >= 1 && (next < n || depth == 1);

    private bool CanRight => depth >= 2;

    public int Head(int i) => heads[i];

    public int Label(int i) => labels[i];

    /// <summary>The best class among the moves that are possible here.</summary>
    public int Best(ReadOnlySpan<float> scores, int labelCount)
    {
        var best = -1;
        if (CanShift)
            best = 0;
        if (CanLeft)
            best = Better(scores, best, 1, labelCount);
        if (CanRight)
            best = Better(scores, best, 1 + labelCount, labelCount);
        return best;
    }

    /// <summary>The best class among the moves that lose fewest arcs of the right tree; with its label where the arc is right.</summary>
    public int BestRight(ReadOnlySpan<float> scores, int labelCount, ReadOnlySpan<int> goldHeads, ReadOnlySpan<int> goldLabels)
    {
        Span<int> costs =
        [
            CanShift ? ShiftCost(goldHeads) : 1000,
            CanLeft ? LeftCost(goldHeads) : 1000,
            CanRight ? RightCost(goldHeads) : 1000,
        ];
        var least = Math.Min(costs[0], Math.Min(costs[1], costs[2]));
        var best = costs[0] == least ? 0 : -1;
        if (costs[1] == least)
            best = RightOf(scores, best, 1, labelCount, goldHeads[stack[depth - 1]] == next, goldLabels);
        if (costs[2] == least)
            best = RightOf(scores, best, 1 + labelCount, labelCount, goldHeads[stack[depth - 1]] == stack[depth - 2], goldLabels);
        return best;
    }

    public void Apply(int move, int labelCount)
    {
        if (move == 0)
        {
            stack[depth++] = next++;
            return;
        }

        var child = stack[--depth];
        var isLeft = move <= labelCount;
        var head = isLeft ? next : stack[depth - 1];
        heads[child] = head;
        labels[child] = isLeft ? move - 1 : move - 1 - labelCount;
        if (child < head)
        {
            (left2[head], left[head]) = (left[head], child);
            leftCount[head]++;
        }
        else
        {
            (right2[head], right[head]) = (right[head], child);
            rightCount[head]++;
        }
    }

    public void Features(FeatureList f)
    {
        f.Clear();
        int s0 = depth > 0 ? stack[depth - 1] : -1,
            s1 = depth > 1 ? stack[depth - 2] : -1,
            s2 = depth > 2 ? stack[depth - 3] : -1;
        int b0 = next,
            b1 = next + 1 <= n ? next + 1 : -1,
            b2 = next + 2 <= n ? next + 2 : -1;
        ulong s0w = W(s0),
            s0t = T(s0),
            s1w = W(s1),
            s1t = T(s1),
            s2t = T(s2),
            b0w = W(b0),
            b0t = T(b0),
            b1w = W(b1),
            b1t = T(b1),
            b2t = T(b2);
        int s0l = L(s0),
            s0r = R(s0),
            s1l = L(s1),
            s1r = R(s1),
            b0l = L(b0);
        f.Add(1);
        f.Add(2, s0w, s0t);
        f.Add(3, s0w);
        f.Add(4, s0t);
        f.Add(5, b0w, b0t);
        f.Add(6, b0w);
        f.Add(7, b0t);
        f.Add(8, b1w, b1t);
        f.Add(9, b1t);
        f.Add(10, b2t);
        f.Add(11, W(b2));
        f.Add(12, s1w, s1t);
        f.Add(13, s1w);
        f.Add(14, s1t);
        f.Add(15, s2t);
        f.Add(16, s0w, s0t, b0w, b0t);
        f.Add(17, s0w, s0t, b0w);
        f.Add(18, s0w, b0w, b0t);
        f.Add(19, s0w, s0t, b0t);
        f.Add(20, s0t, b0w, b0t);
        f.Add(21, s0w, b0w);
        f.Add(22, s0t, b0t);
        f.Add(23, b0t, b1t);
        f.Add(24, b0t, b1t, b2t);
        f.Add(25, s0t, b0t, b1t);
        f.Add(26, s1t, s0t, b0t);
        f.Add(27, s2t, s1t, s0t);
        f.Add(28, s1t, s0t);
        f.Add(29, s1w, s0w);
        f.Add(30, s1t, s0w);
        f.Add(31, s1w, s0t);
        f.Add(32, s1t, s0t, b0t, b1t);
        f.Add(33, s0t, T(s0l), b0t);
        f.Add(34, s0t, T(s0r), b0t);
        f.Add(35, s0t, b0t, T(b0l));
        f.Add(36, s1t, s0t, T(s0l));
        f.Add(37, s1t, T(s1r), s0t);
        f.Add(38, s1t, T(s1l), s0t);
        f.Add(39, s0w, C(s0l));
        f.Add(40, s0w, C(s0r));
        f.Add(41, s0t, C(s0l), C(s0r));
        f.Add(42, s1t, C(s1l), C(s1r));
        f.Add(43, s1t, s0t, C(s1r));
        f.Add(44, b0t, C(b0l));
        f.Add(45, s0w, (ulong)(1 + Count(leftCount, s0)), (ulong)(1 + Count(rightCount, s0)));
        f.Add(46, s0t, (ulong)(1 + Count(leftCount, s0)), (ulong)(1 + Count(rightCount, s0)));
        f.Add(47, s1t, (ulong)(1 + Count(rightCount, s1)), s0t);
        f.Add(48, b0t, (ulong)(1 + Count(leftCount, b0)));
        var distance = s0 < 0 ? 0UL : (ulong)Math.Min(b0 - s0, 8);
        f.Add(49, s0t, b0t, distance);
        f.Add(50, s0w, distance);
        f.Add(51, s1t, s0t, s1 < 0 ? 0UL : (ulong)Math.Min(s0 - s1, 8) + 1);
        f.Add(52, s0t, b0t, W(b1));
        f.Add(53, s0t, C(left2Of(s0)), C(s0l));
        f.Add(54, s0t, C(right2Of(s0)), C(s0r), b0t);
        f.Add(55, T(s0l), s0w);
        f.Add(56, W(s0r), s0t, s1t);
        f.Add(57, s1w, s0t, b0t);
        f.Add(58, s1t, s0w, b0t);
        f.Add(59, s1t, s0t, b0w);
        f.Add(60, s1w, W(s1r), s0t);
        f.Add(61, W(s0l), s0t, s1w);

        int left2Of(int i) => i < 0 ? -1 : left2[i];
        int right2Of(int i) => i < 0 ? -1 : right2[i];
    }

    private static int Better(ReadOnlySpan<float> scores, int best, int first, int count)
    {
        for (var k = first; k < first + count; k++)
        {
            if (best < 0 || scores[k] > scores[best])
                best = k;
        }

        return best;
    }

    private int RightOf(ReadOnlySpan<float> scores, int best, int first, int labelCount, bool isGold, ReadOnlySpan<int> goldLabels)
    {
        if (!isGold)
            return Better(scores, best, first, labelCount);
        var k = first + goldLabels[stack[depth - 1]];
        return best < 0 || scores[k] > scores[best] ? k : best;
    }

    // Costs: Goldberg and Nivre (2013), table for arc-hybrid.
    private int ShiftCost(ReadOnlySpan<int> gold)
    {
        var cost = 0;
        for (var k = 0; k < depth; k++)
        {
            if (gold[stack[k]] == next || k < depth - 1 && gold[next] == stack[k])
                cost++;
        }

        return cost;
    }

    private int LeftCost(ReadOnlySpan<int> gold)
    {
        var top = stack[depth - 1];
        var cost = depth > 1 && gold[top] == stack[depth - 2] || gold[top] > next ? 1 : 0;
        return cost + DependentsAhead(gold, top);
    }

    private int RightCost(ReadOnlySpan<int> gold)
    {
        var top = stack[depth - 1];
        return (gold[top] >= next ? 1 : 0) + DependentsAhead(gold, top);
    }

    private int DependentsAhead(ReadOnlySpan<int> gold, int top)
    {
        var count = 0;
        for (var d = next; d < n; d++)
        {
            if (gold[d] == top)
                count++;
        }

        return count;
    }

    private static int Count(int[] counts, int i) => i < 0 ? 0 : Math.Min(counts[i], 4);

    private ulong W(int i) => i < 0 ? 5 : words[i];

    private ulong T(int i) => i < 0 ? 5 : tags[i];

    private ulong C(int i) => i < 0 ? 5 : (ulong)labels[i] + 20;

    private int L(int i) => i < 0 ? -1 : left[i];

    private int R(int i) => i < 0 ? -1 : right[i];

    private static int[] Filled(int count)
    {
        var values = new int[count];
        Array.Fill(values, -1);
        return values;
    }
}
